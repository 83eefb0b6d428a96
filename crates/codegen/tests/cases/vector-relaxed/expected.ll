; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[0]"(<4 x i32> %0, <4 x i32> %1, <4 x i32> %2) #0 section ".text.func[0]" !dbg !4 {
entry:
  %3 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %3, align 8
  %4 = alloca <4 x i32>, align 16
  store <4 x i32> %1, ptr %4, align 8
  %5 = alloca <4 x i32>, align 16
  store <4 x i32> %2, ptr %5, align 8
  br label %start

start:                                            ; preds = %entry
  %6 = load <4 x i32>, ptr %3, align 8, !dbg !7
  %7 = load <4 x i32>, ptr %4, align 8, !dbg !8
  %8 = load <4 x i32>, ptr %5, align 8, !dbg !9
  %9 = extractelement <4 x i32> %6, i32 0, !dbg !10
  %10 = lshr i32 %9, 0, !dbg !10
  %11 = bitcast i32 %10 to float, !dbg !10
  %12 = extractelement <4 x i32> %7, i32 0, !dbg !10
  %13 = lshr i32 %12, 0, !dbg !10
  %14 = bitcast i32 %13 to float, !dbg !10
  %15 = extractelement <4 x i32> %8, i32 0, !dbg !10
  %16 = lshr i32 %15, 0, !dbg !10
  %17 = bitcast i32 %16 to float, !dbg !10
  %18 = call float @llvm.fma.f32(float %11, float %14, float %17), !dbg !10
  %19 = bitcast float %18 to i32, !dbg !10
  %20 = shl i32 %19, 1, !dbg !10
  %21 = icmp ugt i32 %20, -16777216, !dbg !10
  %22 = or i32 %19, 4194304, !dbg !10
  %23 = select i1 %21, i32 %22, i32 %19, !dbg !10
  %24 = bitcast i32 %23 to float, !dbg !10
  %25 = bitcast float %24 to i32, !dbg !10
  %26 = extractelement <4 x i32> %6, i32 1, !dbg !10
  %27 = lshr i32 %26, 0, !dbg !10
  %28 = bitcast i32 %27 to float, !dbg !10
  %29 = extractelement <4 x i32> %7, i32 1, !dbg !10
  %30 = lshr i32 %29, 0, !dbg !10
  %31 = bitcast i32 %30 to float, !dbg !10
  %32 = extractelement <4 x i32> %8, i32 1, !dbg !10
  %33 = lshr i32 %32, 0, !dbg !10
  %34 = bitcast i32 %33 to float, !dbg !10
  %35 = call float @llvm.fma.f32(float %28, float %31, float %34), !dbg !10
  %36 = bitcast float %35 to i32, !dbg !10
  %37 = shl i32 %36, 1, !dbg !10
  %38 = icmp ugt i32 %37, -16777216, !dbg !10
  %39 = or i32 %36, 4194304, !dbg !10
  %40 = select i1 %38, i32 %39, i32 %36, !dbg !10
  %41 = bitcast i32 %40 to float, !dbg !10
  %42 = bitcast float %41 to i32, !dbg !10
  %43 = extractelement <4 x i32> %6, i32 2, !dbg !10
  %44 = lshr i32 %43, 0, !dbg !10
  %45 = bitcast i32 %44 to float, !dbg !10
  %46 = extractelement <4 x i32> %7, i32 2, !dbg !10
  %47 = lshr i32 %46, 0, !dbg !10
  %48 = bitcast i32 %47 to float, !dbg !10
  %49 = extractelement <4 x i32> %8, i32 2, !dbg !10
  %50 = lshr i32 %49, 0, !dbg !10
  %51 = bitcast i32 %50 to float, !dbg !10
  %52 = call float @llvm.fma.f32(float %45, float %48, float %51), !dbg !10
  %53 = bitcast float %52 to i32, !dbg !10
  %54 = shl i32 %53, 1, !dbg !10
  %55 = icmp ugt i32 %54, -16777216, !dbg !10
  %56 = or i32 %53, 4194304, !dbg !10
  %57 = select i1 %55, i32 %56, i32 %53, !dbg !10
  %58 = bitcast i32 %57 to float, !dbg !10
  %59 = bitcast float %58 to i32, !dbg !10
  %60 = extractelement <4 x i32> %6, i32 3, !dbg !10
  %61 = lshr i32 %60, 0, !dbg !10
  %62 = bitcast i32 %61 to float, !dbg !10
  %63 = extractelement <4 x i32> %7, i32 3, !dbg !10
  %64 = lshr i32 %63, 0, !dbg !10
  %65 = bitcast i32 %64 to float, !dbg !10
  %66 = extractelement <4 x i32> %8, i32 3, !dbg !10
  %67 = lshr i32 %66, 0, !dbg !10
  %68 = bitcast i32 %67 to float, !dbg !10
  %69 = call float @llvm.fma.f32(float %62, float %65, float %68), !dbg !10
  %70 = bitcast float %69 to i32, !dbg !10
  %71 = shl i32 %70, 1, !dbg !10
  %72 = icmp ugt i32 %71, -16777216, !dbg !10
  %73 = or i32 %70, 4194304, !dbg !10
  %74 = select i1 %72, i32 %73, i32 %70, !dbg !10
  %75 = bitcast i32 %74 to float, !dbg !10
  %76 = bitcast float %75 to i32, !dbg !10
  %77 = insertelement <4 x i32> zeroinitializer, i32 %25, i32 0, !dbg !10
  %78 = insertelement <4 x i32> %77, i32 %42, i32 1, !dbg !10
  %79 = insertelement <4 x i32> %78, i32 %59, i32 2, !dbg !10
  %80 = insertelement <4 x i32> %79, i32 %76, i32 3, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %81 = phi <4 x i32> [ %80, %start ]
  ret <4 x i32> %81, !dbg !11
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fma.f32(float, float, float) #1

; Function Attrs: nounwind optsize
define void @m_f(ptr %0, ptr %1, ptr %2, ptr %3) #0 section ".text.m_f" !dbg !12 {
  %5 = load <4 x i32>, ptr %1, align 4, !dbg !13
  %6 = load <4 x i32>, ptr %2, align 4, !dbg !13
  %7 = load <4 x i32>, ptr %3, align 4, !dbg !13
  %8 = call <4 x i32> @"func[0]"(<4 x i32> %5, <4 x i32> %6, <4 x i32> %7), !dbg !13
  %9 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !13
  store <4 x i32> %8, ptr %9, align 4, !dbg !13
  ret void, !dbg !13
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !14 {
  ret void, !dbg !15
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 33, type: !5, scopeLine: 33, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 34, scope: !4)
!8 = !DILocation(line: 36, scope: !4)
!9 = !DILocation(line: 38, scope: !4)
!10 = !DILocation(line: 40, scope: !4)
!11 = !DILocation(line: 43, scope: !4)
!12 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 33, type: !5, scopeLine: 33, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 33, scope: !12)
!14 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 0, scope: !14)
