; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[0]"(<4 x i32> %0, <4 x i32> %1, <4 x i32> %2) #0 section ".text.func[0]" !dbg !4 {
entry:
  %3 = alloca <4 x i32>, align 16
  %4 = alloca <4 x i32>, align 16
  %5 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %3, align 8
  store <4 x i32> %1, ptr %4, align 8
  store <4 x i32> %2, ptr %5, align 8
  br label %start

start:                                            ; preds = %entry
  %6 = extractelement <4 x i32> %0, i32 0, !dbg !7
  %7 = lshr i32 %6, 0, !dbg !7
  %8 = bitcast i32 %7 to float, !dbg !7
  %9 = extractelement <4 x i32> %1, i32 0, !dbg !7
  %10 = lshr i32 %9, 0, !dbg !7
  %11 = bitcast i32 %10 to float, !dbg !7
  %12 = extractelement <4 x i32> %2, i32 0, !dbg !7
  %13 = lshr i32 %12, 0, !dbg !7
  %14 = bitcast i32 %13 to float, !dbg !7
  %15 = call float @llvm.fma.f32(float %8, float %11, float %14), !dbg !7
  %16 = bitcast float %15 to i32, !dbg !7
  %17 = shl i32 %16, 1, !dbg !7
  %18 = icmp ugt i32 %17, -16777216, !dbg !7
  %19 = or i32 %16, 4194304, !dbg !7
  %20 = select i1 %18, i32 %19, i32 %16, !dbg !7
  %21 = bitcast i32 %20 to float, !dbg !7
  %22 = bitcast float %21 to i32, !dbg !7
  %23 = extractelement <4 x i32> %0, i32 1, !dbg !7
  %24 = lshr i32 %23, 0, !dbg !7
  %25 = bitcast i32 %24 to float, !dbg !7
  %26 = extractelement <4 x i32> %1, i32 1, !dbg !7
  %27 = lshr i32 %26, 0, !dbg !7
  %28 = bitcast i32 %27 to float, !dbg !7
  %29 = extractelement <4 x i32> %2, i32 1, !dbg !7
  %30 = lshr i32 %29, 0, !dbg !7
  %31 = bitcast i32 %30 to float, !dbg !7
  %32 = call float @llvm.fma.f32(float %25, float %28, float %31), !dbg !7
  %33 = bitcast float %32 to i32, !dbg !7
  %34 = shl i32 %33, 1, !dbg !7
  %35 = icmp ugt i32 %34, -16777216, !dbg !7
  %36 = or i32 %33, 4194304, !dbg !7
  %37 = select i1 %35, i32 %36, i32 %33, !dbg !7
  %38 = bitcast i32 %37 to float, !dbg !7
  %39 = bitcast float %38 to i32, !dbg !7
  %40 = extractelement <4 x i32> %0, i32 2, !dbg !7
  %41 = lshr i32 %40, 0, !dbg !7
  %42 = bitcast i32 %41 to float, !dbg !7
  %43 = extractelement <4 x i32> %1, i32 2, !dbg !7
  %44 = lshr i32 %43, 0, !dbg !7
  %45 = bitcast i32 %44 to float, !dbg !7
  %46 = extractelement <4 x i32> %2, i32 2, !dbg !7
  %47 = lshr i32 %46, 0, !dbg !7
  %48 = bitcast i32 %47 to float, !dbg !7
  %49 = call float @llvm.fma.f32(float %42, float %45, float %48), !dbg !7
  %50 = bitcast float %49 to i32, !dbg !7
  %51 = shl i32 %50, 1, !dbg !7
  %52 = icmp ugt i32 %51, -16777216, !dbg !7
  %53 = or i32 %50, 4194304, !dbg !7
  %54 = select i1 %52, i32 %53, i32 %50, !dbg !7
  %55 = bitcast i32 %54 to float, !dbg !7
  %56 = bitcast float %55 to i32, !dbg !7
  %57 = extractelement <4 x i32> %0, i32 3, !dbg !7
  %58 = lshr i32 %57, 0, !dbg !7
  %59 = bitcast i32 %58 to float, !dbg !7
  %60 = extractelement <4 x i32> %1, i32 3, !dbg !7
  %61 = lshr i32 %60, 0, !dbg !7
  %62 = bitcast i32 %61 to float, !dbg !7
  %63 = extractelement <4 x i32> %2, i32 3, !dbg !7
  %64 = lshr i32 %63, 0, !dbg !7
  %65 = bitcast i32 %64 to float, !dbg !7
  %66 = call float @llvm.fma.f32(float %59, float %62, float %65), !dbg !7
  %67 = bitcast float %66 to i32, !dbg !7
  %68 = shl i32 %67, 1, !dbg !7
  %69 = icmp ugt i32 %68, -16777216, !dbg !7
  %70 = or i32 %67, 4194304, !dbg !7
  %71 = select i1 %69, i32 %70, i32 %67, !dbg !7
  %72 = bitcast i32 %71 to float, !dbg !7
  %73 = bitcast float %72 to i32, !dbg !7
  %74 = insertelement <4 x i32> zeroinitializer, i32 %22, i32 0, !dbg !7
  %75 = insertelement <4 x i32> %74, i32 %39, i32 1, !dbg !7
  %76 = insertelement <4 x i32> %75, i32 %56, i32 2, !dbg !7
  %77 = insertelement <4 x i32> %76, i32 %73, i32 3, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %78 = phi <4 x i32> [ %77, %start ]
  ret <4 x i32> %78, !dbg !8
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fma.f32(float, float, float) #1

; Function Attrs: nounwind optsize
define void @m_f(ptr %0, ptr %1, ptr %2, ptr %3) #0 section ".text.m_f" !dbg !9 {
  %5 = load <4 x i32>, ptr %1, align 4, !dbg !10
  %6 = load <4 x i32>, ptr %2, align 4, !dbg !10
  %7 = load <4 x i32>, ptr %3, align 4, !dbg !10
  %8 = call <4 x i32> @"func[0]"(<4 x i32> %5, <4 x i32> %6, <4 x i32> %7), !dbg !10
  %9 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !10
  store <4 x i32> %8, ptr %9, align 4, !dbg !10
  ret void, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !11 {
  ret void, !dbg !12
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
!7 = !DILocation(line: 40, scope: !4)
!8 = !DILocation(line: 43, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 33, type: !5, scopeLine: 33, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 33, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
