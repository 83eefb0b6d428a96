; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,64"
module asm "__dissolve_m_memory_0:"
module asm ".space 64"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@__dissolve_m_constants_0 = dso_local constant [16 x i8] c"constants\00\00\00\00\00\00\00", align 16
@global.0 = internal global i32 0
@__dissolve_m_global_1 = constant i32 64
@__dissolve_m_global_2 = constant i32 52
@data.1 = internal constant [4 x i8] c"\04\00\00\01", align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  br i1 true, label %elsewhere, label %3, !dbg !7

return:                                           ; preds = %60
  %2 = phi i32 [ %57, %60 ]
  ret i32 %2, !dbg !8

3:                                                ; preds = %start
  br label %4, !dbg !7

elsewhere:                                        ; preds = %start
  br i1 false, label %trap, label %8, !dbg !7

4:                                                ; preds = %8, %3
  %5 = phi ptr [ getelementptr (i8, ptr @__dissolve_m_memory_0, i32 16777220), %3 ], [ getelementptr (i8, ptr @__dissolve_m_constants_0, i32 4), %8 ], !dbg !7
  %6 = getelementptr i8, ptr %5, i32 0, !dbg !7
  %7 = load i32, ptr %6, align 1, !dbg !7
  br i1 false, label %elsewhere1, label %9, !dbg !9

trap:                                             ; preds = %elsewhere
  call void asm sideeffect "udf #1 /* 0x5c */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

8:                                                ; preds = %elsewhere
  br label %4, !dbg !7

9:                                                ; preds = %4
  br label %10, !dbg !9

elsewhere1:                                       ; preds = %4
  br i1 true, label %trap2, label %16, !dbg !9

10:                                               ; preds = %16, %9
  %11 = phi ptr [ getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), %9 ], [ getelementptr (i8, ptr @__dissolve_m_constants_0, i32 -16777168), %16 ], !dbg !9
  %12 = getelementptr i8, ptr %11, i32 0, !dbg !9
  %13 = load i32, ptr %12, align 1, !dbg !9
  %14 = sub i32 %13, 0, !dbg !10
  %15 = icmp ugt i32 %14, 60, !dbg !10
  br i1 %15, label %elsewhere3, label %17, !dbg !10

trap2:                                            ; preds = %elsewhere1
  call void asm sideeffect "udf #1 /* 0x63 */", "~{memory}"() #3, !dbg !9
  unreachable, !dbg !9

16:                                               ; preds = %elsewhere1
  br label %10, !dbg !9

17:                                               ; preds = %10
  %18 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %13, !dbg !10
  %19 = getelementptr i8, ptr %18, i32 0, !dbg !10
  br label %23, !dbg !10

elsewhere3:                                       ; preds = %10
  %20 = sub i32 %13, 16777216, !dbg !10
  %21 = sub i32 %20, 0, !dbg !10
  %22 = icmp ugt i32 %21, 12, !dbg !10
  br i1 %22, label %trap4, label %30, !dbg !10

23:                                               ; preds = %30, %17
  %24 = phi ptr [ %19, %17 ], [ %31, %30 ], !dbg !10
  %25 = getelementptr i8, ptr %24, i32 0, !dbg !10
  %26 = load i32, ptr %25, align 1, !dbg !10
  %27 = add i32 %7, %26, !dbg !11
  %28 = sub i32 %0, 0, !dbg !12
  %29 = icmp ugt i32 %28, 56, !dbg !12
  br i1 %29, label %elsewhere5, label %32, !dbg !12

trap4:                                            ; preds = %elsewhere3
  call void asm sideeffect "udf #1 /* 0x66 */", "~{memory}"() #3, !dbg !10
  unreachable, !dbg !10

30:                                               ; preds = %elsewhere3
  %31 = getelementptr i8, ptr @__dissolve_m_constants_0, i32 %20, !dbg !10
  br label %23, !dbg !10

32:                                               ; preds = %23
  %33 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !12
  %34 = getelementptr i8, ptr %33, i32 0, !dbg !12
  br label %38, !dbg !12

elsewhere5:                                       ; preds = %23
  %35 = sub i32 %0, 16777216, !dbg !12
  %36 = sub i32 %35, -4, !dbg !12
  %37 = icmp ugt i32 %36, 12, !dbg !12
  br i1 %37, label %trap6, label %45, !dbg !12

38:                                               ; preds = %45, %32
  %39 = phi ptr [ %34, %32 ], [ %46, %45 ], !dbg !12
  %40 = getelementptr i8, ptr %39, i32 4, !dbg !12
  %41 = load i32, ptr %40, align 1, !dbg !12
  %42 = add i32 %27, %41, !dbg !13
  %43 = sub i32 %0, 0, !dbg !14
  %44 = icmp ugt i32 %43, 56, !dbg !14
  br i1 %44, label %elsewhere7, label %47, !dbg !14

trap6:                                            ; preds = %elsewhere5
  call void asm sideeffect "udf #1 /* 0x6c */", "~{memory}"() #3, !dbg !12
  unreachable, !dbg !12

45:                                               ; preds = %elsewhere5
  %46 = getelementptr i8, ptr @__dissolve_m_constants_0, i32 %35, !dbg !12
  br label %38, !dbg !12

47:                                               ; preds = %38
  %48 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !14
  %49 = getelementptr i8, ptr %48, i32 0, !dbg !14
  br label %53, !dbg !14

elsewhere7:                                       ; preds = %38
  %50 = sub i32 %0, 16777216, !dbg !14
  %51 = sub i32 %50, 0, !dbg !14
  %52 = icmp ugt i32 %51, 8, !dbg !14
  br i1 %52, label %trap8, label %58, !dbg !14

53:                                               ; preds = %58, %47
  %54 = phi ptr [ %49, %47 ], [ %59, %58 ], !dbg !14
  %55 = getelementptr i8, ptr %54, i32 0, !dbg !14
  %56 = load i32, ptr %55, align 1, !dbg !14
  %57 = add i32 %42, %56, !dbg !15
  br i1 false, label %trap9, label %60, !dbg !16

trap8:                                            ; preds = %elsewhere7
  call void asm sideeffect "udf #1 /* 0x72 */", "~{memory}"() #3, !dbg !14
  unreachable, !dbg !14

58:                                               ; preds = %elsewhere7
  %59 = getelementptr i8, ptr @__dissolve_m_constants_0, i32 %50, !dbg !14
  br label %53, !dbg !14

trap9:                                            ; preds = %53
  call void asm sideeffect "udf #1 /* 0x7e */", "~{memory}"() #3, !dbg !16
  unreachable, !dbg !16

60:                                               ; preds = %53
  store i32 16777216, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), align 1, !dbg !16
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !17 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !18
  ret i32 %2, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 64, i1 false), !dbg !20
  store i32 48, ptr @global.0, align 4, !dbg !20
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), ptr align 1 @data.1, i32 4, i1 false), !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 92, scope: !4)
!8 = !DILocation(line: 129, scope: !4)
!9 = !DILocation(line: 99, scope: !4)
!10 = !DILocation(line: 102, scope: !4)
!11 = !DILocation(line: 105, scope: !4)
!12 = !DILocation(line: 108, scope: !4)
!13 = !DILocation(line: 111, scope: !4)
!14 = !DILocation(line: 114, scope: !4)
!15 = !DILocation(line: 117, scope: !4)
!16 = !DILocation(line: 126, scope: !4)
!17 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 87, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
