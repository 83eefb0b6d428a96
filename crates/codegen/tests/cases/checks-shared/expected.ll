; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

declare void @out() #0

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1) #1 section ".text.func[1]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = sub i32 %0, 0, !dbg !7
  %5 = icmp ugt i32 %4, 65512, !dbg !7
  br i1 %5, label %trap, label %6, !dbg !7

return:                                           ; preds = %6
  ret void, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x5b */", ""() #3, !dbg !7
  unreachable, !dbg !7

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !7
  %8 = getelementptr i8, ptr %7, i32 0, !dbg !7
  store i32 %1, ptr %8, align 1, !dbg !7
  %9 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !9
  %10 = getelementptr i8, ptr %9, i32 4, !dbg !9
  store i32 %1, ptr %10, align 1, !dbg !9
  %11 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !10
  %12 = getelementptr i8, ptr %11, i32 8, !dbg !10
  %13 = load i64, ptr %12, align 1, !dbg !10
  %14 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !11
  %15 = getelementptr i8, ptr %14, i32 16, !dbg !11
  store i64 %13, ptr %15, align 1, !dbg !11
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0) #1 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !13
  %3 = icmp ugt i32 %2, 65532, !dbg !13
  br i1 %3, label %trap, label %5, !dbg !13

return:                                           ; preds = %10
  %4 = phi i32 [ %18, %10 ]
  ret i32 %4, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x76 */", ""() #3, !dbg !13
  unreachable, !dbg !13

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !13
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !13
  store i32 1, ptr %7, align 1, !dbg !13
  call void @out(), !dbg !15
  %8 = sub i32 %0, 0, !dbg !16
  %9 = icmp ugt i32 %8, 65528, !dbg !16
  br i1 %9, label %trap1, label %10, !dbg !16

trap1:                                            ; preds = %5
  call void asm sideeffect "udf #1 /* 0x7d */", ""() #3, !dbg !16
  unreachable, !dbg !16

10:                                               ; preds = %5
  %11 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !16
  %12 = getelementptr i8, ptr %11, i32 4, !dbg !16
  %13 = load i32, ptr %12, align 1, !dbg !16
  %14 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !17
  %15 = getelementptr i8, ptr %14, i32 3, !dbg !17
  %16 = load i8, ptr %15, align 1, !dbg !17
  %17 = zext i8 %16 to i32, !dbg !17
  %18 = add i32 %13, %17, !dbg !18
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0) #1 section ".text.func[3]" !dbg !19 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !20
  %3 = icmp ugt i32 %2, 65532, !dbg !20
  br i1 %3, label %trap, label %5, !dbg !20

return:                                           ; preds = %end
  %4 = phi i32 [ %14, %end ]
  ret i32 %4, !dbg !21

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x8b */", ""() #3, !dbg !20
  unreachable, !dbg !20

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !20
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !20
  %8 = load i32, ptr %7, align 1, !dbg !20
  %9 = icmp ne i32 %8, 0, !dbg !22
  br i1 %9, label %then, label %else, !dbg !22

then:                                             ; preds = %5
  %10 = sub i32 %0, 0, !dbg !23
  %11 = icmp ugt i32 %10, 65524, !dbg !23
  br i1 %11, label %trap1, label %15, !dbg !23

else:                                             ; preds = %5
  %12 = sub i32 %0, 0, !dbg !24
  %13 = icmp ugt i32 %12, 65530, !dbg !24
  br i1 %13, label %trap2, label %19, !dbg !24

end:                                              ; preds = %19, %15
  %14 = phi i32 [ %18, %15 ], [ %22, %19 ], !dbg !22
  br label %return, !dbg !21

trap1:                                            ; preds = %then
  call void asm sideeffect "udf #1 /* 0x92 */", ""() #3, !dbg !23
  unreachable, !dbg !23

15:                                               ; preds = %then
  %16 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !23
  %17 = getelementptr i8, ptr %16, i32 8, !dbg !23
  %18 = load i32, ptr %17, align 1, !dbg !23
  br label %end, !dbg !25

trap2:                                            ; preds = %else
  call void asm sideeffect "udf #1 /* 0x98 */", ""() #3, !dbg !24
  unreachable, !dbg !24

19:                                               ; preds = %else
  %20 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !24
  %21 = getelementptr i8, ptr %20, i32 2, !dbg !24
  %22 = load i32, ptr %21, align 1, !dbg !24
  br label %end, !dbg !26
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0) #1 section ".text.func[4]" !dbg !27 {
entry:
  %1 = alloca i32, align 4
  %2 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %2, align 4
  br label %before, !dbg !28

return:                                           ; preds = %end
  %3 = phi i32 [ %8, %end ]
  ret i32 %3, !dbg !29

loop:                                             ; preds = %9, %before
  %4 = load i32, ptr %2, align 4, !dbg !30
  %5 = load i32, ptr %1, align 4, !dbg !31
  %6 = sub i32 %5, 0, !dbg !32
  %7 = icmp ugt i32 %6, 65524, !dbg !32
  br i1 %7, label %trap, label %9, !dbg !32

end:                                              ; preds = %23
  %8 = load i32, ptr %2, align 4, !dbg !33
  br label %return, !dbg !29

before:                                           ; preds = %start
  br label %loop, !dbg !28

trap:                                             ; preds = %loop
  call void asm sideeffect "udf #1 /* 0xa7 */", ""() #3, !dbg !32
  unreachable, !dbg !32

9:                                                ; preds = %loop
  %10 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %5, !dbg !32
  %11 = getelementptr i8, ptr %10, i32 0, !dbg !32
  %12 = load i32, ptr %11, align 1, !dbg !32
  %13 = add i32 %4, %12, !dbg !34
  store i32 %13, ptr %2, align 4, !dbg !35
  %14 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %5, !dbg !36
  %15 = getelementptr i8, ptr %14, i32 4, !dbg !36
  %16 = load i32, ptr %15, align 1, !dbg !36
  %17 = add i32 %13, %16, !dbg !37
  store i32 %17, ptr %2, align 4, !dbg !38
  %18 = add i32 %5, 8, !dbg !39
  store i32 %18, ptr %1, align 4, !dbg !40
  %19 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %5, !dbg !41
  %20 = getelementptr i8, ptr %19, i32 8, !dbg !41
  %21 = load i32, ptr %20, align 1, !dbg !41
  %22 = icmp ne i32 %21, 0, !dbg !42
  br i1 %22, label %loop, label %23, !dbg !42

23:                                               ; preds = %9
  br label %end, !dbg !43
}

; Function Attrs: nounwind optsize
define void @m_line(i32 %0, i32 %1) #1 section ".text.m_line" !dbg !44 {
  call void @"func[1]"(i32 %0, i32 %1), !dbg !45
  ret void, !dbg !45
}

; Function Attrs: nounwind optsize
define i32 @m_call(i32 %0) #1 section ".text.m_call" !dbg !46 {
  %2 = call i32 @"func[2]"(i32 %0), !dbg !47
  ret i32 %2, !dbg !47
}

; Function Attrs: nounwind optsize
define i32 @m_branch(i32 %0) #1 section ".text.m_branch" !dbg !48 {
  %2 = call i32 @"func[3]"(i32 %0), !dbg !49
  ret i32 %2, !dbg !49
}

; Function Attrs: nounwind optsize
define i32 @m_loop(i32 %0) #1 section ".text.m_loop" !dbg !50 {
  %2 = call i32 @"func[4]"(i32 %0), !dbg !51
  ret i32 %2, !dbg !51
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !52 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !53
  ret void, !dbg !53
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #2

attributes #0 = { "no-builtins" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #3 = { cold noreturn nounwind memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "line", linkageName: "line", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 91, scope: !4)
!8 = !DILocation(line: 111, scope: !4)
!9 = !DILocation(line: 98, scope: !4)
!10 = !DILocation(line: 105, scope: !4)
!11 = !DILocation(line: 108, scope: !4)
!12 = distinct !DISubprogram(name: "call", linkageName: "call", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 118, scope: !12)
!14 = !DILocation(line: 134, scope: !12)
!15 = !DILocation(line: 121, scope: !12)
!16 = !DILocation(line: 125, scope: !12)
!17 = !DILocation(line: 130, scope: !12)
!18 = !DILocation(line: 133, scope: !12)
!19 = distinct !DISubprogram(name: "branch", linkageName: "branch", scope: null, file: !3, line: 136, type: !5, scopeLine: 136, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 139, scope: !19)
!21 = !DILocation(line: 156, scope: !19)
!22 = !DILocation(line: 142, scope: !19)
!23 = !DILocation(line: 146, scope: !19)
!24 = !DILocation(line: 152, scope: !19)
!25 = !DILocation(line: 149, scope: !19)
!26 = !DILocation(line: 155, scope: !19)
!27 = distinct !DISubprogram(name: "loop", linkageName: "loop", scope: null, file: !3, line: 158, type: !5, scopeLine: 158, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 161, scope: !27)
!29 = !DILocation(line: 200, scope: !27)
!30 = !DILocation(line: 163, scope: !27)
!31 = !DILocation(line: 165, scope: !27)
!32 = !DILocation(line: 167, scope: !27)
!33 = !DILocation(line: 198, scope: !27)
!34 = !DILocation(line: 170, scope: !27)
!35 = !DILocation(line: 171, scope: !27)
!36 = !DILocation(line: 177, scope: !27)
!37 = !DILocation(line: 180, scope: !27)
!38 = !DILocation(line: 181, scope: !27)
!39 = !DILocation(line: 187, scope: !27)
!40 = !DILocation(line: 188, scope: !27)
!41 = !DILocation(line: 192, scope: !27)
!42 = !DILocation(line: 195, scope: !27)
!43 = !DILocation(line: 197, scope: !27)
!44 = distinct !DISubprogram(name: "m_line", linkageName: "m_line", scope: null, file: !3, line: 86, type: !5, scopeLine: 86, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!45 = !DILocation(line: 86, scope: !44)
!46 = distinct !DISubprogram(name: "m_call", linkageName: "m_call", scope: null, file: !3, line: 113, type: !5, scopeLine: 113, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!47 = !DILocation(line: 113, scope: !46)
!48 = distinct !DISubprogram(name: "m_branch", linkageName: "m_branch", scope: null, file: !3, line: 136, type: !5, scopeLine: 136, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!49 = !DILocation(line: 136, scope: !48)
!50 = distinct !DISubprogram(name: "m_loop", linkageName: "m_loop", scope: null, file: !3, line: 158, type: !5, scopeLine: 158, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!51 = !DILocation(line: 158, scope: !50)
!52 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!53 = !DILocation(line: 0, scope: !52)
